/** By what a person is known: the user-id attribute, subjects and user ids. */
@NullMarked
package dev.rollcall.directory.identity;

import org.jspecify.annotations.NullMarked;
