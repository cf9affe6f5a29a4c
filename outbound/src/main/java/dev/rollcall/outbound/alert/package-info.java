/** Tells administrators what is wrong with event streams, once for each cause, and when it is over: by webhook and by e-mail. */
@NullMarked
package dev.rollcall.outbound.alert;

import org.jspecify.annotations.NullMarked;
