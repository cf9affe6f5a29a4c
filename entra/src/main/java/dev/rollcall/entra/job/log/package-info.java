/** The provisioning log, with the fields of Entra's. */
@NullMarked
package dev.rollcall.entra.job.log;

import org.jspecify.annotations.NullMarked;
