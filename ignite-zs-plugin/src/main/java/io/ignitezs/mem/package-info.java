/** Raw memory: the one class that touches addresses, the frame arena and its slabs, segment lists. */
package io.ignitezs.mem;
