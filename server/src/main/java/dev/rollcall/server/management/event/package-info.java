/** The feed of events for whoever asks for them, instead of having them delivered. */
@NullMarked
package dev.rollcall.server.management.event;

import org.jspecify.annotations.NullMarked;
