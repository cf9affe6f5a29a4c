/** How targets are reached and let us in: connections by a target's own settings, and the credentials that it is shown. */
@NullMarked
package dev.rollcall.outbound.credential;

import org.jspecify.annotations.NullMarked;
