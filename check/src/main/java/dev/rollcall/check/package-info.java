/** Checks of any SCIM endpoint: what breaks Entra, Okta or the RFC there, why, and how to mend it. */
@NullMarked
package dev.rollcall.check;

import org.jspecify.annotations.NullMarked;
