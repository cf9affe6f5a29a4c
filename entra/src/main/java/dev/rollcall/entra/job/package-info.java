/** The provisioning job: its definition, its cycles, provision on demand, and the folder that holds them. */
@NullMarked
package dev.rollcall.entra.job;

import org.jspecify.annotations.NullMarked;
