/** Who sent a request, and under which URL the service is reached, also behind proxies. */
@NullMarked
package dev.rollcall.server.origin;

import org.jspecify.annotations.NullMarked;
