/** The pages of the installation itself: its settings, health, keys, clients of the management API, and who is signed in. */
@NullMarked
package dev.rollcall.console.house;

import org.jspecify.annotations.NullMarked;
