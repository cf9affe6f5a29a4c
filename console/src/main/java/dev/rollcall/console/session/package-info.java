/** The pages by which people sign in and out. */
@NullMarked
package dev.rollcall.console.session;

import org.jspecify.annotations.NullMarked;
