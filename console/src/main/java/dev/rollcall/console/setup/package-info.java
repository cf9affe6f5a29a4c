/** What a customer's administrator sees who has come with a set-up link, and the operator's page of such links. */
@NullMarked
package dev.rollcall.console.setup;

import org.jspecify.annotations.NullMarked;
