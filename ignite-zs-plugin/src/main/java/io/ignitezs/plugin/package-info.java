/** The public API: the plugin provider, its configuration bean, and what a node tells about its compressed pool. */
package io.ignitezs.plugin;
