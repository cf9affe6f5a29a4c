/** What opens a connection's SCIM endpoint: its tokens and its OAuth clients. */
@NullMarked
package dev.rollcall.console.credential;

import org.jspecify.annotations.NullMarked;
