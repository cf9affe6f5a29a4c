/** Reads answers as Entra's provisioning service does, and says why it would not read one. */
@NullMarked
package dev.rollcall.client.reader;

import org.jspecify.annotations.NullMarked;
