/** The routes for the logs: what identity providers asked for, and who changed what through the management API. */
@NullMarked
package dev.rollcall.server.management.log;

import org.jspecify.annotations.NullMarked;
