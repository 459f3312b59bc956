// What tfjs needs to know to work out gradients. Its package for Node leaves it out, so Node loads this file bundled.
import '@tensorflow/tfjs-core/dist/register_all_gradients'
