/** The example of docs/entra.md, with a server to run it against. */
@NullMarked
package dev.rollcall.entra.example;

import org.jspecify.annotations.NullMarked;
