/** Entra's provisioning service in small, and a check of any SCIM endpoint. */
@NullMarked
package dev.rollcall.entra;

import org.jspecify.annotations.NullMarked;
