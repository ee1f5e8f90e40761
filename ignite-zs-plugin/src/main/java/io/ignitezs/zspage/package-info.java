/** Geometry: size classes, chain length, slots, headers, fullness lists. No locks, no policy. */
package io.ignitezs.zspage;
