/** What is set of a connection beyond what every request needs: its SCIM configuration, its mapping, what Auth0 keeps of it. */
@NullMarked
package dev.rollcall.directory.configuration;

import org.jspecify.annotations.NullMarked;
