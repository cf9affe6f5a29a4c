/** What tests of other modules sign in by. */
@NullMarked
package dev.rollcall.oauth.testing;

import org.jspecify.annotations.NullMarked;
