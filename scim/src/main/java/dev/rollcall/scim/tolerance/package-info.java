/** What is accepted beyond the letter of the RFCs, by name, and the record of its use. */
@NullMarked
package dev.rollcall.scim.tolerance;

import org.jspecify.annotations.NullMarked;
