/** The routes of the management API for people: users, their identities and groups, and sign-ins. */
@NullMarked
package dev.rollcall.server.management.person;

import org.jspecify.annotations.NullMarked;
