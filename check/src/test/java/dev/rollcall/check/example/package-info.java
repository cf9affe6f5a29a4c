/** The example of docs/check.md, with a server to run it against. */
@NullMarked
package dev.rollcall.check.example;

import org.jspecify.annotations.NullMarked;
