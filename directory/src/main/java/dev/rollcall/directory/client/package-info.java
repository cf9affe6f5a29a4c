/**
 * Clients of OAuth: who may ask for an access token, by what they show that it is them, and what a token lets its holder do.
 */
@NullMarked
package dev.rollcall.directory.client;

import org.jspecify.annotations.NullMarked;
