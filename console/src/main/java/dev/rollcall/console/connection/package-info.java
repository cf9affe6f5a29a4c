/** What all pages of one connection have, and the page that makes one. */
@NullMarked
package dev.rollcall.console.connection;

import org.jspecify.annotations.NullMarked;
