/** Links by which the administrator of a customer's identity provider sets a connection up, without an account here. */
@NullMarked
package dev.rollcall.directory.setup;

import org.jspecify.annotations.NullMarked;
