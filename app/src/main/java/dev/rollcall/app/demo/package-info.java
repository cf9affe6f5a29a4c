/** A tour: a server, a directory and a provisioning job, set up by one command. */
@NullMarked
package dev.rollcall.app.demo;

import org.jspecify.annotations.NullMarked;
