/** Whether the service is alive and can serve. */
@NullMarked
package dev.rollcall.server.health;

import org.jspecify.annotations.NullMarked;
