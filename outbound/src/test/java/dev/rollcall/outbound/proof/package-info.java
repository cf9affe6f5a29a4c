/** What outbound promises, proved against a target that misbehaves. */
@NullMarked
package dev.rollcall.outbound.proof;

import org.jspecify.annotations.NullMarked;
