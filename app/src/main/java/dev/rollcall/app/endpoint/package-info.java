/** How the commands that call an endpoint get there. */
@NullMarked
package dev.rollcall.app.endpoint;

import org.jspecify.annotations.NullMarked;
