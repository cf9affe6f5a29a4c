/** Bodies of requests and answers: JSON, read strictly and within limits. */
@NullMarked
package dev.rollcall.scim.json;

import org.jspecify.annotations.NullMarked;
