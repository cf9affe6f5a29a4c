/** OIDC back-channel logout: whoever may not go on is told of to the connection's logout URL. */
@NullMarked
package dev.rollcall.outbound.logout;

import org.jspecify.annotations.NullMarked;
