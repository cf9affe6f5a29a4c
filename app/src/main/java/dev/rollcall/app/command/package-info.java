@NullMarked
package dev.rollcall.app.command;

import org.jspecify.annotations.NullMarked;
