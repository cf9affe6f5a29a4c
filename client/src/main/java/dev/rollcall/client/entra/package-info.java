/** The requests of Entra's provisioning service, in each of its dialects. */
@NullMarked
package dev.rollcall.client.entra;

import org.jspecify.annotations.NullMarked;
