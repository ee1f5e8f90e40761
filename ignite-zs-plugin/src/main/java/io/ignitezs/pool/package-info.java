/** Objects by handle: store, read, free; the lock protocol; the checker; statistics. */
package io.ignitezs.pool;
