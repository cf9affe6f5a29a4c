/** The token endpoint, and what tells clients of it. */
@NullMarked
package dev.rollcall.server.oauth;

import org.jspecify.annotations.NullMarked;
