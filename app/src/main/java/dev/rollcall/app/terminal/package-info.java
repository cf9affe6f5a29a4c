@NullMarked
package dev.rollcall.app.terminal;

import org.jspecify.annotations.NullMarked;
