/** The settings of the console. */
@NullMarked
package dev.rollcall.console.setting;

import org.jspecify.annotations.NullMarked;
