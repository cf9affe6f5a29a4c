/** The routes for connections, their SCIM configuration, mapping and tokens. */
@NullMarked
package dev.rollcall.server.management.connection;

import org.jspecify.annotations.NullMarked;
