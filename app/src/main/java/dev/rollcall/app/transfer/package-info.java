/** Takes a connection's users and groups out of a store, and brings them into another one. */
@NullMarked
package dev.rollcall.app.transfer;

import org.jspecify.annotations.NullMarked;
