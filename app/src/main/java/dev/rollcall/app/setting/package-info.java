@NullMarked
package dev.rollcall.app.setting;

import org.jspecify.annotations.NullMarked;
