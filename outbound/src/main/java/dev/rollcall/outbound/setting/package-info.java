/** What may be set of the outbound side. */
@NullMarked
package dev.rollcall.outbound.setting;

import org.jspecify.annotations.NullMarked;
