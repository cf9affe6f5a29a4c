/**
 * SCIM 2.0 as a library: refusals with their keywords. The packages below read schemas, filters, paths and bodies, plan
 * changes and make messages; none of them knows storage, HTTP or a clock.
 */
@NullMarked
package dev.rollcall.scim;

import org.jspecify.annotations.NullMarked;
