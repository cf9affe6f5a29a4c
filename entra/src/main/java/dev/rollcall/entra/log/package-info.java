/** The provisioning log, with the fields of Entra's. */
@NullMarked
package dev.rollcall.entra.log;

import org.jspecify.annotations.NullMarked;
