/** What the tests of a job are made on: a clock that moves, a source and a target that are scripted. */
@NullMarked
package dev.rollcall.entra.bench;

import org.jspecify.annotations.NullMarked;
