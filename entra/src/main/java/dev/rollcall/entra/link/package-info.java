/** References between objects that are in the target: managers of users, members of groups. */
@NullMarked
package dev.rollcall.entra.link;

import org.jspecify.annotations.NullMarked;
