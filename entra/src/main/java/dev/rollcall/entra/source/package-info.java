/** The directory that is provisioned from: users, groups and who is assigned to the application. */
@NullMarked
package dev.rollcall.entra.source;

import org.jspecify.annotations.NullMarked;
