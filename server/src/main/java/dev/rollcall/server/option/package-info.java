/** What the operator can set of the server. */
@NullMarked
package dev.rollcall.server.option;

import org.jspecify.annotations.NullMarked;
