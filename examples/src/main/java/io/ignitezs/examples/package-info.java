/** The main job: data larger than its memory, read with the plugin and with stock Ignite, every row proved, the gain printed. */
package io.ignitezs.examples;
