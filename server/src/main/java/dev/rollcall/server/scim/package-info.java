/** The SCIM surface: routes, scopes, endpoints, errors. */
@NullMarked
package dev.rollcall.server.scim;

import org.jspecify.annotations.NullMarked;
