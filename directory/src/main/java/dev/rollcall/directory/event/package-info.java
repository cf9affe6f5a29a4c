/** What an event is called, of what type it is and about whom. The change record holds what it tells. */
@NullMarked
package dev.rollcall.directory.event;

import org.jspecify.annotations.NullMarked;
