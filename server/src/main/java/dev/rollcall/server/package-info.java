/** HTTP: inbound SCIM, management API, console, health and metrics. */
@NullMarked
package dev.rollcall.server;

import org.jspecify.annotations.NullMarked;
