/** The endpoints of Microsoft Graph that drive a provisioning job, for the job of a folder. */
@NullMarked
package dev.rollcall.entra.graph;

import org.jspecify.annotations.NullMarked;
