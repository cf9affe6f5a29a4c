/** One object provisioned at once, in the steps that Entra shows. */
@NullMarked
package dev.rollcall.entra.ondemand;

import org.jspecify.annotations.NullMarked;
