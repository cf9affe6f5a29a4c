@NullMarked
package dev.rollcall.scim.schema;

import org.jspecify.annotations.NullMarked;
